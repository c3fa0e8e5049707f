/** The build gives a style sheet's text, minified, for such an import. */
declare module '*.css' {
  const text: string;
  export default text;
}
