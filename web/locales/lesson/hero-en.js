export const page = { title: 'This word asks. Does it find itself?' };
