import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import 'attention-lab/figure';

const texts = {
  en: { title: 'A figure in React', words: 'tea or coffee', causal: 'no look ahead', most: 'The strongest weight of the first row:' },
  'zh-CN': { title: 'React 里的图', words: '茶 还是 咖啡', causal: '不看后面', most: '第一行里最大的权重：' },
};

/** Arrays are properties, and the figure's event is an ordinary one. */
function Post() {
  const text = texts[document.documentElement.lang] ?? texts.en;
  const [words, setWords] = useState(text.words);
  const [causal, setCausal] = useState(false);
  const [most, setMost] = useState('');
  const tokens = words.split(' ').filter(Boolean);
  const strongest = ({ detail }) => {
    const { columns, panels: [{ weights }] } = detail.results;
    setMost(Math.max(...weights.subarray(0, columns)).toFixed(3));
  };
  return (
    <main>
      <h1>{text.title}</h1>
      <input aria-label="words" value={words} onChange={(event) => setWords(event.target.value)} />
      <label><input type="checkbox" checked={causal} onChange={(event) => setCausal(event.target.checked)} /> {text.causal}</label>
      {tokens.length > 0 && <attention-figure tokens={tokens} causal={causal} caption={text.title} onattention-change={strongest} />}
      <p>{text.most} <output>{most}</output></p>
    </main>
  );
}

createRoot(document.getElementById('post')).render(<StrictMode><Post /></StrictMode>);
