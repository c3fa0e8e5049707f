/** What is used of the package, which brings no types. */
declare module 'fourier-transform' {
  /** The discrete Fourier transform of a power of two real numbers: real and imaginary parts from 0 to half of them. The arrays are used again by the next call. */
  export function fft(input: Float32Array | Float64Array): [real: Float64Array, imaginary: Float64Array];
}
