/** Types for the one function used of this package, which has no types of its own. */
declare module 'fourier-transform' {
  /** The discrete Fourier transform of N real numbers, N a power of two: real and imaginary parts for the frequencies 0 to N/2. The next call uses the same arrays again. */
  export function fft(input: Float32Array | Float64Array): [real: Float64Array, imaginary: Float64Array];
}
