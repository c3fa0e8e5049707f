// The engine in a worker: attends once, for the test.

self.onmessage = async ({ data }) => {
  const { loadAttention } = await import(data.engine);
  const attention = await loadAttention();
  const { output, weights } = attention.attend(data.inputs, { ...data.options, weights: true });
  self.postMessage({ output: Array.from(output.data), weights: Array.from(weights.data) });
};
