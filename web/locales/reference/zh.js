/** 参考页的中文：代码声明的每个名称在这里都有一句说明，缺一句或多一句，构建都会失败。反引号之间是代码。 */

/** @type {import('./texts.js').ReferenceTexts} */
export const texts = {
  title: '参考',
  description: '图和引擎的每一个属性和选项，以及使用注意力实验室还要知道的事。',
  tagline: '图和引擎接受什么、给出什么，都在这里。本页由代码生成，代码怎样，这里就怎样说。',
  skip: '跳到目录',
  contents: '目录',
  otherLanguage: 'English',
  attribute: '属性写作',
  initially: '不给时为',
  readOnly: '只读',
  optional: '可省略',

  figure: {
    title: '图',
    code: `<script defer src="/attention-figure.iife.js"></script>
<attention-figure tokens="学生 在 学校 学习 数学" temperature="3"></attention-figure>`,
    lead: [
      '一个文件，引擎在里面，不发任何别的请求；任何静态主机都行，双击打开的网页也行。`attention-figure.js` 是给打包工具用的同一份 ES 模块（`import \'attention-lab/figure\'`）。不给向量时，比较的是词的拼写。自己的数字写在属性、对象属性，或子元素 `<script type="application/json">` 里。',
    ],
    more: `<attention-figure view="plane" score="dot" tokens='["我","喜欢","学习"]' query-tokens='["学习"]'
  queries="[0.5, 1.5]" keys="[[2, 1.5], [3, 2.5], [0.5, 1.5]]" controls="score temperature"></attention-figure>
<attention-figure tokens='["是", "否"]' weights="[0.9, 0.1]" caption="权重由作者提供"></attention-figure>`,
  },
  attributes: {
    title: '属性',
    lead: [
      '每个属性都有对应的对象属性，写入时可以给值本身，也可以给属性所用的写法；读出来的类型写在旁边。React 19 和 Vue 3 设的是对象属性；React 18 及更早版本设的是属性，所以要给文本 `tokens={JSON.stringify(tokens)}`，或者用 `ref` 设对象属性、听事件（在 18.3 上试过）。`import \'attention-lab/figure\'` 附带 React 的 JSX 和 Vue 模板的类型。',
    ],
  },
  words: {
    title: '文字怎样切成词',
    lead: [
      '文字在每种浏览器里都切成同样的词。空格分词，词的里面不再切：`node.js`、`don\'t`、`GPT-4`、`[CLS]`、`<s>` 各是一个词。词的两端，引号、句读和词里没有另一半的括号各自成词，所以 `Hello, world!` 是四个；`U.S.`、`e.g.` 的句点不切，分词器的片段（`##ing`、`Ġthe`、`▁the`）整个不切。',
      '中文、日文、泰文、老挝文、高棉文、缅文的句子没有空格时，一个字算一个词：要三个词，就写 `我 喜欢 茶`。全角标点总是自成一词。看不见的词（空格、换行）画成记号：`␣`、`↵`、`U+200B`。',
    ],
  },
  members: {
    title: '在脚本里',
    lead: ['PNG 和 SVG 裁到画出的部分，说明文字在下面。CSV 开头有标记，电子表格由此认出 UTF-8；会被电子表格当公式算的内容前面加撇号。'],
  },
  events: { title: '事件', lead: [] },
  hands: {
    title: '键盘、鼠标和触摸',
    lead: [
      '在格子上按回车，展开它的推导；`bars` 里按上下方向键换查询，`plane` 里按 Home、End；菜单可导出 PNG、SVG、CSV、JSON、静态 HTML 和 NumPy。',
      '在会去掉脚本的地方，`builder.html` 给出放 `figure.html` 的 `<iframe>` 代码，420 像素高、320 像素宽起，用鼠标或触摸，图都是完整的：放不下的收在按钮后面（设置、完整的图注、相比的小图逐张看）。超过八个词左右的连线图会在里面滚动。页面让内容决定宽度时（弹性行、表格单元格），图像一张 640 像素宽、可以缩小的图片那样占位；旁边有长文字时，请给它一个宽度。',
    ],
  },
  styles: { title: 'CSS 自定义属性', lead: ['图的外观在元素上设。'] },
  parts: { title: '可设样式的部分', lead: ['每一部分都可以设样式：`attention-figure::part(caption)`。'] },
  data: {
    title: '网页里的数据',
    lead: [
      '图和 `builder.html` 写出的 JSON 放进子元素 `<script type="application/json">` 是安全的，不管词是谁写的（`<` 写成 `\\u003c`）；自己写 JSON 时也请这样。子元素 `<script>`（`application/json` 或 `text/csv`）和 `<pre>` 都能读：排版程序放进去的引号、字符引用和换行会还原；还原不了的，以及被移到图外面的数据，是错误，绝不会成为另一张图。',
      '权重的表格（导出的 CSV，电子表格的，小数逗号也行，或像 `numpy.savetxt` 那样用空格隔开的数，上面可以有以 `# ` 开头的行）里词是原样的，不要直接粘进 HTML：在 `builder.html` 里打开它，再从那里取代码。pandas 写出的列号和行号当作名称；第一行只有 `0,1` 时也可能是权重，所以会报错。',
      '写在属性里的数据完整到达（测试把一个 13 KB 的属性送过 markdown-it、marked、remark、Pandoc、kramdown、Python-Markdown 和 nbconvert）；子元素不行，所以 `builder.html` 只写属性，文字里除字母、数字、空格以外的都写成 `\\u00XX` 和 `&#NN;`。你的标签根本到不了的地方（评论、维基、GitHub、大多数过滤器），把图写成代码块，`builder.html` 的“代码块”和图导出的 JSON 就是这样，再加载一次脚本：',
    ],
    code: '<script defer src="/attention-figure.iife.js" data-blocks></script>',
    after: [
      '它把每个以 `{"attention-figure":1` 开头的代码块变成图，读者评论里的也一样；没有脚本时，代码块照原样留着。Markdown 和 `<iframe>` 里请写完整的地址，因为 MyST 和 R Markdown 遇到相对地址会停下；标签不要以 `/>` 结束。',
    ],
  },
  tools: {
    title: '在发布工具里',
    lead: ['把 `attention-figure.iife.js` 放进你的工具取网站根目录文件的地方；地址 `/attention-figure.iife.js` 就在每个页面都有效，相对地址只在一个页面有效。双击打开的网页则要用相对地址，脚本放在网页旁边。'],
    head: ['工具', '脚本放进', '要打开的选项（Markdown 里的 HTML）'],
  },
  python: { title: '从 Python 生成标签', lead: ['这几行由 NumPy 的数组打印出图的标签。'], tokens: '["我", "喜欢", "茶"]' },

  heads: {
    title: '模型的各个头',
    lead: [
      '显示在别处算好的注意力的每一层、每一个头，只要一个文件，不含引擎：网页用 `attention-heads.iife.js`，打包工具用 `import \'attention-lab/heads\'`。`attention_lab.py` 从 Python 写进笔记本和网页；`heads.html` 打开文件，并给出放进文章的代码。',
    ],
    code: `<script defer src="/attention-heads.iife.js"></script>
<attention-heads src="attention.npz" layer="3" head="5"></attention-heads>
<attention-heads view="links" words><script type="application/json">
  { "tokens": ["我", "喜欢", "茶"], "attentions": [[[[1, 0, 0], [0.5, 0.5, 0], [0.2, 0.3, 0.5]]]] }
</script></attention-heads>`,
    after: [
      '可以读 Python 写出的 `.npy`、`.npz`、`.safetensors`、JSON 和 CSV：`[层, 头, 查询, 键]`，中间可以有批次，或每层一个数组，或单独一个矩阵。`encoder_attentions`、`decoder_attentions` 和 `cross_attentions` 按名称区分。词元在文件里，或在一起打开的 `.txt` 文件里。',
      '像素少于词元时，一个像素是其中各格的最大权重。去掉第一个词元或特殊词元后，权重除以余下的和。有 `words` 时，进入一个词的权重相加，由词出发的权重按词片取平均。注意力累积（rollout）是各层“一半各头平均、一半单位矩阵”的乘积（Abnar 和 Zuidema，2020）。',
    ],
  },
  headsAttributes: { title: '各个头的属性', lead: ['`state` 以对象的形式给出全部。层、头和词元像在 Python 里一样从 0 数起。'] },
  headsMembers: { title: '用脚本控制各个头', lead: [] },
  headsEvents: { title: '各个头的事件', lead: [] },
  headsParts: { title: '各个头的部件', lead: ['`attention-heads::part(caption)`；颜色与图相同：`--figure-ink` 等。'] },
  models: {
    title: '模型',
    lead: [
      '`openModel` 直接运行一个 Transformer，读的就是它原来的文件：Hugging Face 的 `config.json`、`.safetensors` 和词表，`.gguf`，或 llama2.c 的 `.bin`。认识 BERT、RoBERTa、DistilBERT、MPNet、GPT-2、Llama、Mistral、Qwen2、Qwen3、Gemma 3、T5、Marian、ViT、DINOv2、CLIP、ModernBERT 和 Whisper。什么都不会离开这台机器。不写代码就用 `models.html`。',
    ],
    code: `import { openModel, ModelError } from 'attention-lab/models';

const model = await openModel('SmolLM-135M');  // Node.js 里是文件夹；网页里是 File、Blob 或地址
const result = model.run({ text: 'The tea is hot' });
result.attention(3, 5);        // 第 3 层第 5 个头的权重：{ data, shape: [查询, 键] }
result.queries(3, 5);          // 分数由它们相乘而来：还有 keys(3, 5) 和 values(3, 5)
result.logits; result.hidden;  // 模型有的话，还有 pooled 和 classLogits
model.run({ text: 'The tea is hot' }, { without: [[3, 5]] });  // 关掉一个头

for await (const { text } of model.generate({ text: 'Once' }, { maxTokens: 20, temperature: 0.8, topP: 0.9, seed: 1 })) console.log(text);`,
    after: [
      '`openModel(files, { precision, signal, onProgress })`：`precision` 是 `stored`（权重照文件里的样子）、`f32`，或 `int8`（每行一个缩放系数，数字会变）。`run` 接受 `{ text }`，或 `{ ids, tokenTypeIds, attentionMask, decoderIds }`、`{ pixels }`（已归一化，`[通道, 高, 宽]`）或 `{ features }`（`[频带, 帧]`）；`attention`、`queries`、`keys` 和 `values` 接受层、头，以及 `self`、`encoder` 或 `cross`。层和头从 0 数起。`write` 给出一段可以一步步写下去、也可以退回来的文字。`close()` 归还内存。',
      '文件里看不懂的、缺的、多出来的，都是带 `argument` 的 `ModelError`：绝不猜测。',
    ],
  },
  engine: {
    title: '引擎',
    lead: ['可以在 Node.js、网页、worker 里运行，也能在 `script-src \'self\' \'wasm-unsafe-eval\'` 的内容安全策略下运行。'],
    code: `import { loadAttention, AttentionError } from 'attention-lab';

const attention = await loadAttention();
const key = [[0.4, 0.5, 0.6], [0.7, 0.8, 0.9], [0.1, 0.2, 0.3]];

const { output, weights } = attention.attend(
  { query: [0.1, 0.2, 0.3], key, value: key },
  { score: 'dot', weights: true },
);
// weights.data：0.330, 0.395, 0.275    output.data：0.436, 0.536, 0.636

const trace = attention.explain({ query: [0.1, 0.2, 0.3], key, value: key }, { score: 'dot', row: {} });
// trace.scores.data：0.32, 0.5, 0.14   trace.row.products.data：0.04, 0.1, 0.18, 0.07, ...

const long = await attention.attendAsync(inputs, { causal: true }, { workers: 4, signal, onProgress });
// 由一组 worker 计算，每一位数字都相同，不需要特殊的响应头；不能启动 worker 时，由页面分段计算

try { attention.attend({ query: [1, 2], key, value: key }); }
catch (error) { error instanceof AttentionError; } // key: expected [3,2], got [3,3]`,
  },
  tensors: {
    title: '张量',
    lead: ['B 是批次，H 是查询的头数，G 是键和值的头数，Tq 是查询数，Tk 是键数（连同缓存），D、Dk、Dv 是查询、键、值每个头的分量数。张量可以是嵌套数组，也可以是 `{ data, shape }` 加任意类型化数组：`[B,H,T,D]`、多头打包的 `[B,T,H*D]`、`[T,D]`，或单个查询 `[D]`。凡是能有两种读法的，说明之前一律报错：'],
    items: [
      '`Uint16Array` 须写明 `dtype`：`\'float16\'`、`\'bfloat16\'` 或 `\'uint16\'`，因为在没有 `Float16Array` 的平台上，onnxruntime-web 用它装半精度数。别的类型化数组自己就说明了装的是什么。',
      '掩码是 `true` 和 `false`、装着 1 和 0 的 `Uint8Array`，或任何带 `dtype: \'bool\'` 的数组时，不是 1 的就隐藏；浮点数组加到得分上，`-Infinity` 隐藏。写成普通数字、或装在别的整数数组里的 1 和 0 是错误，错误信息会列出两种读法：`dtype: \'bool\'`，或 `\'float32\'`（相加）。1 和 0 以外的布尔值也是错误。',
      '张量只有 `data`、`shape`、`dtype` 三个名字：带步长或偏移的，须先整理成连续的。',
      '超出所存类型的数是错误，并指出位置：`precision` 为 `\'f16\'` 时大于 65504 的数，超出 float32（3.4e38）的数，`attend` 返回的 `scores` 里的也算（`explain` 把它们停在这个上限，并列在 `clamped` 里）。',
    ],
    after: ['输入和选项须是普通对象，只读它们自己的属性；数组和张量可以来自别的 realm。脚本和模块须出自同一次构建，否则报错 `unavailable`。'],
  },
  load: { title: 'loadAttention(options)', lead: [] },
  inputs: { title: '输入', lead: [] },
  params: { title: 'inputs.params', lead: [] },
  options: { title: '每种调用的选项', lead: ['依次是缩放、softcap、偏置、掩码、归一化、局部聚焦。'] },
  attend: { title: 'attend 和 attendAsync 的选项', lead: [] },
  explain: { title: 'explain 的选项', lead: [] },
  iterate: { title: 'iterate 的选项', lead: [] },
  async: { title: 'attendAsync 的设置', lead: [] },
  session: { title: 'session 的选项', lead: [] },
  localFocus: { title: 'localFocus', lead: [] },
  alibi: { title: 'alibi', lead: [] },
  calls: { title: '调用', lead: [] },
  sessionCalls: { title: '会话', lead: ['没有 `delete()` 就丢下不管的会话，平台发现后也会归还内存。'] },
  attended: { title: 'attend 的结果', lead: [] },
  trace: { title: 'explain 的结果', lead: [] },
  iteration: { title: 'iterate 的结果', lead: [] },
  errors: { title: '错误', lead: ['`AttentionError` 带有 `code`、`argument`，以及一条说明要的是什么、来的是什么的信息。'] },
  command: {
    title: '命令行',
    code: 'npx attention-lab run input.json --score cosine --explain --format table',
    lead: ['它读 Python 的 `json` 写出的 JSON（不加引号的 `NaN` 和 `-Infinity`），UTF-8，或 PowerShell 的 `>` 写出的 UTF-16（带字节顺序标记）；张量可以是嵌套列表，也可以是 `{"data": [...], "shape": [...], "dtype": "float32"}` 加平铺的列表，`dtype` 用 NumPy 的名字，可以不写。掩码的规则相同。'],
  },
  cpp: { title: '在 C++ 里', lead: ['`find_package(attn)`，链接 `attn::attn`，`#include <attn/attend.h>`，接口用 xtensor 数组，名称相同。'] },
  bundlers: {
    title: '打包工具与运行环境',
    lead: ['`import { loadAttention } from \'attention-lab\'` 不需要任何设置。`npm run test:package` 逐一安装下列工具，把打好的包装进去，构建、运行，并把两个 worker 算出的每一位数字与单线程的结果对照：'],
    head: ['工具', '模块和 worker'],
    rows: [
      ['Vite 7 和 8、webpack 5、Rspack、Parcel 2、Next.js 16（Turbopack 和 webpack）', '脚本旁边的文件，由工具带走（Vite 7 的开发服务器会丢下它们：同 Rollup）'],
      ['Rollup 输出到文件夹、esbuild、Bun 的打包器', '这些工具不带走文件：先有一个找不到文件的请求，然后模块和 worker 从包里的脚本中取出'],
      ['Node.js 18 到 26、Deno、Bun', '包自己的文件；没有权限的 Deno：从脚本中取出'],
      ['workerd（Wrangler、miniflare）', '模块由 import 得到，因为那里不许编译字节；没有 worker，`attendAsync` 在调用它的线程里计算'],
      ['服务器端渲染', '没有 DOM 的地方也能导入每个入口，包括图'],
    ],
    after: [
      '`attention-lab/inline` 与它相同，但模块和 worker 都在里面（gzip 后 43 KB），用于只能有一个文件的情形：Rollup 的 `output.file`（它不接受另一个入口的拆分）和普通脚本。它不发任何请求；它的 worker 需要策略里有 `worker-src blob:`，不能启动 worker 时由页面分段计算。',
      '文件放在别处时：`loadAttention({ wasm, worker })`，给出 `attention-lab/attention-lab.wasm` 的地址，以及启动 worker 的函数，该 worker 的脚本导入 `attention-lab/worker`。包里的脚本保留换行和名称，附有 source map，请与自己的代码一起压缩。模块有两个版本，只加载其中一个（见 `loadAttention` 的 `simd`）；`attention-lab/inline`、workerd 和工具丢下文件时用的是 base 版本。类型不需要 DOM，TypeScript 5.4 起可用。',
    ],
  },

  site: { title: '网站', lead: [] },
  lesson: {
    title: '课程',
    lead: [
      '`index.html` 和 `zh.html` 由一篇讲注意力的文章长出来，两种语言各写各的：文章的例子活了，它的系统跑起来了，它的错误连同出处都改正了。课程从比较两个向量、softmax、混合值讲起，讲到掩码、多头和顺序；每一站先请读者猜，再揭晓。后面是用真实信号的展品，全部在网页里计算。读者做过的事写在链接里，把链接发给别人，看到的就是同一幅画面。',
      '每张图旁边都有“嵌入网页”，复制的一行 `<iframe>` 带着图现在的样子（`zh.html?only=sound#...` 只显示这一节，并像 `figure.html` 那样把自己的高度告诉外面的网页）。给老师：`#answers=hidden` 收起答案，`#projector` 放大显示，练习单可以带答案或不带答案打印。任何东西都不会离开网页（它自己的策略不允许）；访问过一次以后，断网也能用。',
    ],
  },
  workbench: {
    title: '工作台',
    lead: [
      '`workbench.html` 把一个小例子一步步算出来，还有一个句子和一段长序列，样样都能改。开始时用 softmax；“与文章一致”按文章的方法算权重，并与它印出的数对照。改动都写在地址里，在页内点开的链接可以撤销：`workbench.html#v=1&query=1,2,3&normalizer=sparsemax`，可用 `words`、`query`、`keys`、`values`、`score`、`normalizer`、`temperature`、`scale`，以及得分函数的参数 `general-w`、`concat-u`、`concat-w`、`concat-v`、`additive-u`、`additive-w`、`additive-b`、`additive-v`、`location-w`；`sentence`、`ignore-itself`、`sentence-score`、`sentence-normalizer`、`sentence-temperature`、`sentence-scale`、`sentence-word`；`long-length`、`long-sight`、`long-heads`、`long-row`、`long-head`。',
      '向量的写法与图的链接相同，没写的就是最初的样子；聊天软件和邮件对链接的改动，能确定的都会还原。例子可以存成 JSON，用 `npx attention-lab run attention-example.json` 再算一遍，也可以存成 CSV；句子的权重图存成 CSV；两者都能在做图页里接着做成图。',
    ],
  },
  hosting: {
    title: '放到网站上',
    lead: ['任何静态网站都行，放在哪个路径下都行，不设响应头也行：每一页都带着自己的策略。能设响应头的话，请设下面这些，`npm start` 发送的就是它们（`#` 代表散列值；`dist/_headers` 把同样的内容告诉 Netlify 和 Cloudflare Pages）：'],
    after: ['网页、service worker 和文件名里没有散列值的文件，每次都要重新询问：新旧混在一起，网页就坏了。上一次构建的 `lesson-#.js` 请再留几天，还开着的网页读到附近才加载它们。`attention-figure-#.iife.js` 请一直留着，因为文章里写着它们的名字。没有 `frame-ancestors`：图和课程的各节本来就是给别人的网页用的。'],
  },

  numbers: {
    title: '数字的含义',
    lead: [],
    items: [
      '输入在 -1 到 1 之间时，引擎与 float64 的差不超过 2e-6 * max(1, 权重绝对值之和)。测试把它与一份独立写成的 float64 计算相比（随机的形状、秩、掩码、得分、归一化），并通过 ONNX 算子 Attention 的 87 个用例（`node tests/conformance/run.js DIR`）。',
      '各个网页上所有关于注意力的数都来自引擎。保留三位小数；更小的写作 `<0.001`；只有印出的数字恰好成立才用 `=`，否则用 `≈`。',
      '输入的文字比较的是写法，不是意思：它的向量是字符 n-gram 的散列，不需要下载任何东西。',
    ],
  },
  speed: {
    title: '速度',
    lead: ['`npm run bench` 在同一个进程里交替测量本引擎和同类，先核对所有答案与 float64 一致；表格、图和机器的上限写到 `build/bench`（`-- --quick` 几分钟，`-- --newer` 在更新的 Node.js 里，`-- --browser` 在 Chromium 里）。单线程的处理器时间，H=8，D=64，取中位数；倍数是 onnxruntime-web 1.30（Attention-23）用时与本引擎之比，括号里是各轮的最小值和最大值。2026-12-01，AMD EPYC（family 25）的两个核。它的乘法和加法各有自己的流水线，所以 relaxed 版本在这里比在别处得益少。'],
    head: ['', 'Node.js 20，base', 'Node.js 26，base', 'Node.js 26，relaxed', 'Chromium 156，relaxed'],
    rows: [
      ['全部键，T=512', '15.6 ms，1.55 倍（1.53 到 1.65）', '14.4 ms，1.70 倍（1.17 到 1.77）', '12.5 ms，2.04 倍（1.88 到 2.07）', '13.2 ms，1.89 倍（1.48 到 2.10）'],
      ['全部键，T=1024', '57.8 ms，1.65 倍（1.61 到 1.67）', '54.5 ms，1.75 倍（1.72 到 1.75）', '46.1 ms，2.13 倍（1.74 到 2.16）', '47.4 ms，2.01 倍（2.00 到 2.04）'],
      ['全部键，T=2048', '224 ms，1.76 倍（1.76 到 1.77）', '212 ms，1.80 倍（1.79 到 1.80）', '177 ms，2.20 倍（2.19 到 2.23）', '182 ms，2.14 倍（2.05 到 2.15）'],
      ['因果，T=2048', '115 ms，3.43 倍（3.43 到 3.52）', '110 ms，3.68 倍', '93.3 ms，4.47 倍（4.42 到 4.47）', '96.3 ms，4.21 倍（4.20 到 4.25）'],
      ['逐词解码，Tk=4096（它每次都要拷入缓存）', '0.682 ms，4.07 倍（3.61 到 4.46）', '', '0.601 ms，4.27 倍（1.76 到 4.72）', '0.680 ms，4.11 倍'],
      ['文章里的 1 x 3 x 3', '1.59 µs，15 倍', '', '0.906 µs，24 倍', '0.919 µs，52 倍'],
    ],
    after: ['TensorFlow.js 4.22（WebAssembly）算全部键用 16 到 29 倍的时间，因果用 40 倍。Tq Tk D 从 2^30 起 onnxruntime-web 拒绝计算。进程里的第一次调用是后来的 1.10 到 1.12 倍（T=2048）；在小块成为 V8 能替换的函数之前是 3.9 倍。打开 Node.js 26 的 `--experimental-wasm-revectorize` 时，T=1024 用 base 41.4 ms、relaxed 34.8 ms，onnxruntime-web 用 63.2 ms。两个 worker 算 T=2048 的速度是一个线程的 1.45 到 1.79 倍。T=65536 时，引擎在输入和输出之外只用 0.5 MB。Tk=4096 时，会话的缓存用半精度是单精度用时的 1.12 倍，用 int8 是 0.88 到 1.03 倍，这时三者都放得进处理器的三级缓存；D=128 时单精度放不进，分别是 0.4 和 0.3 倍。内存只占一半和四分之一；半精度误差 2e-5，int8 误差 3e-4。'],
  },
  support: {
    title: '支持的版本',
    lead: [
      '当前的 Chromium、Firefox、Safari；Node.js 18 及以上；GCC 12 及以上，Clang 14 及以上；Emscripten 3.1.6（Debian 12）及以上。需要 WebAssembly SIMD：没有它，`loadAttention` 会以错误码 `unavailable` 拒绝。',
      'MIT 许可证；构建出的文件里还有谁的作品、各用什么条款，见本页旁边的 `licenses.txt`。',
    ],
  },

  entries: {
    attributes: {
      view: '`bars` 柱状，`heatmap` 热图，`links` 连线，`plane` 平面（二维，箭头可拖动）。不给时，一个查询画 `bars`，多个画 `heatmap`。',
      shows: '`weights` 画权重；`scores` 画归一化之前的得分，以 0 为中心，用于 `heatmap` 和 `bars`。',
      tokens: '用空格隔开的词，或 JSON 数组；每个键一个；最多 2048 个，不给向量时 512 个。分词器的片段（GPT-2、SentencePiece、CLIP）显示为它们代表的字符，空格显示为 `␣`；数据保留原来的写法。',
      queryTokens: '写法与 `tokens` 相同，查询的词与键的不同时用，每个查询一个。',
      queries: 'JSON，一到三维，三维时头在最前，或四维、只有一个批次，`.9`、`1.` 这样的数也行；或引擎返回的 `{ data, shape }`；最多 16 个头、256 个分量、2048 × 2048 个权重。',
      keys: '写法与 `queries` 相同。',
      values: '写法相同；不给时，值就是键。',
      weights: '不给向量而直接给权重，写法相同，图上注明是提供的；`causal`、`window`、`mask` 屏蔽的不显示。',
      score: '与 `attend` 相同。',
      normalizer: '与 `attend` 相同；没有 `entmax`，因为图里没有 `alpha`。',
      temperature: '大于 0；与 `attend` 相同。',
      scale: '与 `attend` 相同。',
      softcap: '大于 0：缩放之后得分变为 `c tanh(s / c)`；读数和导出给出的就是它。',
      localFocus: 'Luong 的局部注意力：每行权重乘以一个高斯，不再归一化；写中心和以键计的宽度，如 `"monotonic 2"`、`"predictive 2"`、`"[0.5, 2, 3] 1"`（每个查询一个中心，从 0 数起；predictive 的中心是 Tk / (1 + exp(−Σ tanh q))），或 JSON `{"center": …, "sigma": …}`。',
      sinks: '每个头一个数：softmax、sparsemax、entmax15、hardmax 的每一行都有它作为得分的一份，却没有值。',
      causal: '单写时，查询只看到自己的位置为止；写成 `"bottom-right"` 时最后一个查询对齐最后一个键，窗口也从那里数。',
      window: '查询所在位置左右各看几个键，如 `"1 0"`；`-1` 不限。',
      mask: 'JSON 或 `{ data, shape }`，每个查询一行，每个键一个数：`1` 看，`0` 不看。',
      compare: '两到四种得分函数或归一化，或 `heads`：并排的小图，以及各图与第一张之差。',
      head: '选中的头，从 0 数起。',
      cell: '选中的查询，或查询和键，如 `"1"`、`"1 2"`，从 0 数起。',
      domain: '颜色和柱子的范围，如 `"0 1"`。',
      caption: '图下的文字。',
      label: '读屏软件念的名称。',
      controls: '`score normalizer temperature scale causal window mask head` 中的任意几个。',
      theme: '`light` 或 `dark`；不给时随系统。',
      linkBase: '“复制链接”所用的 `figure.html` 的地址。',
      lang: '图的语言；不给时用最近祖先的语言。',
      dir: '文字的方向；不给时用最近祖先的方向。',
    },
    members: {
      state: '图的全部，JSON；写入它就是一次可以撤销的编辑。属性不成图时，它是最后一张成图的；从来没有过，读它就抛出错在哪里；`link` 也一样。',
      ready: 'promise：画好了。一读它，图就立刻开始画。',
      link: '图的地址的 promise，以 `link-base` 开头，或只有 `#` 之后；聊天和邮件改动过的，能确定原样的也能打开。',
      exportPNG: '一个像素画成两个。会改动网页图片的浏览器里不给 PNG，错误里说明原因。',
      exportSVG: '由图形和文字组成的图片。',
      exportCSV: '词是原样的：给电子表格用的文件，不要粘进 HTML。',
      exportJSON: '图的数据，可以放心作为 HTML 里 script 元素的文字。',
      exportHTML: '没有脚本的网页。',
      exportNumPy: '算出同样数字的 Python 程序。',
      undo: '撤销一次编辑。',
      redo: '重做一次编辑。',
      reset: '回到作者的图。',
      save: '导出并保存：`save(\'png\')`。',
    },
    events: { 'attention-change': '图变了，并且画好了。`detail.state` 是状态的副本，`detail.results` 是各个数。它向上冒泡，也穿出 shadow root。' },
    styles: {
      '--figure-font': '全部文字的字体。',
      '--figure-ink': '文字和线条。',
      '--figure-muted': '次要的文字。',
      '--figure-rule': '细线和边框。',
      '--figure-paper': '底色。',
      '--figure-bar': '大于 0 的柱子。',
      '--figure-negative': '小于 0 的柱子。',
      '--figure-accent': '选中的和有焦点的。',
      '--figure-ramp-negative': '热图小于 0 的一端。',
      '--figure-ramp-zero': '热图的 0。',
      '--figure-ramp-positive': '热图大于 0 的一端。',
      '--figure-panels': '`row` 让相比的小图始终并排，`2` 只显示第二张，后面再加一个数（`row 120`）限定绘图区最多多少像素高。',
    },
    parts: {
      figure: '整张图。',
      controls: '读者可以调的设置。',
      canvas: '画面。',
      line: '读数和菜单所在的一行。',
      readout: '说明选中了什么的一行。',
      menu: '菜单和它的按钮。',
      'menu-list': '打开的菜单。',
      vector: '箭头各个数的输入框。',
      note: '向量由拼写得来时，图下的一句说明。',
      steps: '供手指用的按钮。',
      derive: '打开推导的按钮。',
      derivation: '选中格子的推导。',
      table: '供读屏软件用的数字表格。',
      caption: '图下的文字。',
      computing: '长计算的进度和取消按钮。',
      problem: '输入错在哪里。',
    },
    headsAttributes: {
      src: '注意力文件的地址。',
      caption: '写在下面。',
      label: '读屏软件念出的名称。',
      lang: '`en` 或 `zh`；默认与网页相同。',
      theme: '`light` 或 `dark`；默认与系统相同。',
      set: '文件里有几种注意力时（编码器、解码器、交叉），选中的头属于哪一种，按编号。',
      grids: '哪些头排成小图：`all` 所有注意力并列，`one` 只有选中的一种；不写时，至多 4 种就全部并列。',
      view: '`grid`：所有头；`head`：旁边加一个头的热图；`links`：由查询到键的连线，也可叠几个头；`token`：一个查询在每个头里看哪里。',
      layer: '选中的头所在的层。',
      head: '选中的头。',
      others: '在 `links` 中叠在上面的头，写作 层.头：`0.3 2.11`，最多 7 个。',
      query: '跟随哪个词元的一行。',
      batch: '哪个批次。',
      panel: '放大显示哪个矩阵：选中的 `head`，这一层各头的 `mean`（平均）或 `largest`（最大），或累积到这一层的 `rollout`。',
      withoutFirst: '去掉第一个词元。',
      withoutSpecials: '去掉特殊词元，如 `[CLS]` 和 `<s>`。',
      range: '颜色范围：`all` 显示的所有头同一范围，`set` 每种注意力各自的范围，`each` 每个头各自的范围。',
      log: '颜色按对数，低到最大权重的千分之一。',
      words: '把分词器的词片合成词。',
      measure: '按什么给头排序：`entropy`、`distance`、`first`、`previous`、`same`、`next`、`separators` 或 `specials`；列表里写有各自的定义。',
    },
    headsMembers: {
      open: '打开 Python 写出的文件；`axes` 按名称说明数组怎么读。结果是还可以有别的读法的数组。出错时，之前打开的内容保留。',
      data: '以对象的形式给出注意力，代替子元素和 `src`：`{ tokens, attentions }` 加数组，或 `document()` 和 Python 写出的文档。',
      sets: '打开的内容：形状、词元，以及读取一个矩阵的函数。',
      questions: '还可以有别的读法的数组。',
      state: '正在看什么，是一份普通 JSON 的副本；设置后就看它。',
      link: '正在看什么，写成地址中查询或片段的文字；设置后就看它。',
      ready: '画好后完成；一读取就立即开始画。',
      complete: '网格里每个头都画好后完成。',
      reset: '回到作者的视图。',
      export: '`png`、`svg`：放大显示的图；`csv`、`npy`：它的矩阵；`json`：打开的全部内容。',
      matrix: '选中的矩阵，与显示的一致：词片合并、隐藏的词元已去掉；每个查询一行。',
      document: '打开的全部内容，写成一个 JSON 文档：可作子元素，也可用 `src` 读取；放进 script 元素也是安全的。',
      save: '导出并保存。',
    },
    headsEvents: { 'heads-change': '读者换了所看的内容；`detail.state` 说明看的是什么。事件会冒泡，也穿出 shadow root。' },
    headsParts: {
      controls: '上面的各个字段。', grid: '各头的网格。', canvas: '热图，或一个词元的条带。', links: '连线图。', readout: '说明所指内容的一行。',
      menu: '菜单按钮。', found: '按某个量排序的头。', note: '关于这些数要知道的事。', table: '表格。', caption: '说明文字。', problem: '输入有什么问题。',
      computing: '长时间计算的进度。', line: '读数和菜单。', figure: '整个图。',
    },
    load: {
      wasm: '`attention-lab.wasm` 的地址、它的字节，或编译好的模块。',
      worker: '启动 worker 的函数，该 worker 的脚本导入 `attention-lab/worker`。',
      simd: '必须运行模块的哪个版本：`base` 在每台机器上数字都相同；`relaxed` 使用融合乘加，更快，数字在同样的误差界内可能因机器而异。不写时，平台有 relaxed SIMD（Chromium、Firefox、Node.js 24 及更新版本）就用 `relaxed`，否则用 `base`。引擎的 `simd` 说明运行的是哪个。',
    },
    inputs: {
      query: '查询：[B,H,Tq,D]；打包的头 [B,Tq,H*D]；一个头 [Tq,D]；一个查询 [D]。',
      key: '键：[B,G,Tk,Dk]；[B,Tk,G*Dk]；[Tk,Dk]。',
      value: '值：[B,G,Tk,Dv]；[B,Tk,G*Dv]；[Tk,Dv]。',
      mask: '掩码，按广播规则扩展到 [B,H,Tq,Tk]；true 表示看，数则加到得分上。',
      pastKey: '排在键前面的缓存，[B,G,P,Dk]。',
      pastValue: '排在值前面的缓存，[B,G,P,Dv]。',
      params: '带投影的得分函数和预测的聚焦所需的参数：见下。',
    },
    params: {
      weight: 'general [D,Dk]，concat [A,D+Dk]，location [Tk,D]。',
      vector: 'concat 和 additive [A]。',
      queryWeight: 'additive [A,D]。',
      keyWeight: 'additive [A,Dk]。',
      bias: 'additive [A]；不给时为 0。',
      focusWeight: '预测的聚焦 [A,D]。',
      focusVector: '预测的聚焦 [A]。',
    },
    options: {
      score: '得分函数：怎样比较查询和键。不给时为 `scaled-dot`。',
      normalizer: '归一化：得分怎样变成权重。不给时为 `softmax`，得分函数是 `linear` 时为 `sum`。`article` 和 `article-code` 是那篇文章自己的两种，一种照它的文字，一种照它的代码。',
      alpha: '大于 1，归一化 `entmax` 必须给出：接近 1 时几乎就是 softmax，1.5 即 entmax15，2 即 sparsemax。',
      temperature: '大于 0；得分除以它。不给时为 1。',
      scale: '得分乘以它。不给时为 1，`scaled-dot` 为 1/sqrt(D)。',
      softcap: 'c 大于 0：得分变为 c tanh(s/c)。',
      causal: '位置 i 的查询看到 j <= i + offset 的键 j；offset 是缓存的长度。写成 `\'bottom-right\'` 时 offset 是 Tk - Tq，最后一个查询对着最后一个键，不论缓存多长。窗口和 ALiBi 也随 offset 移动。',
      window: '查询所在位置 i + offset 左右各看几个键；-1 或不给就不限。',
      keyLengths: '每个批次一个，0 到 Tk：从那里起的键被屏蔽。',
      documents: '首尾相接的各序列的长度，各自不小于 0，合计 Tk：看不到别的序列的键，不需要 Tq × Tk 的掩码。可以与其他掩码并用。',
      alibi: '每个头一个斜率，或说明斜率和距离怎样来：见下。',
      sinks: '[H]，每个头一个得分，参与归一化，但没有值：它在缩放、softcap、偏置和掩码之后加入每一行的得分，温度也除它。用于 softmax、sparsemax、entmax15、entmax 和 hardmax。没有键的行，权重和输出都是 0。',
      localFocus: 'Luong 的局部注意力：每行权重乘以一个高斯，不再归一化；见下。',
      precision: '键和值怎样存放：float32、半精度，或每行带一个比例的 int8。不给时为 `f32`。',
      numHeads: '打包的张量里查询的头数。不给时为 1。',
      numKvHeads: '打包的张量里键和值的头数。不给时与 `numHeads` 相同。',
    },
    localFocus: {
      center: '每个查询一个中心 p [Tq]；`monotonic` 是 p = i；`predictive` 是 p = Tk sigmoid(focusVector^T tanh(focusWeight q))。',
      sigma: '宽度，大于 0，以键计。',
    },
    alibi: {
      slopes: '[H]；不给时按头数生成，与论文的代码相同。',
      distance: '`past` 是 j - (i + offset)，没有屏蔽后面的键时偏向最远的那些；`both` 是 -|j - (i + offset)|。不给时为 `past`。',
    },
    attend: {
      weights: '返回权重。',
      logSumExp: '用 softmax 时：返回每行之和的对数。',
      present: '返回连同缓存的键和值。',
      scores: '返回这一阶段的得分。',
    },
    explain: { row: '要逐项列出的一行；没写的为 0。' },
    iterate: { steps: '最多几步。不给时为 100。', tolerance: '没有一个分量移动超过它，就算静止。不给时为 1e-6。' },
    async: {
      workers: '最多几个，0 到 64；0 表示由调用的线程计算，每算完一部分就把线程交还。不给时与处理器的核数相同，但不超过 8。',
      signal: '一个 AbortSignal：用来中止这次调用。',
      onProgress: '告诉它完成了多少，最多 1。',
    },
    session: {
      batch: 'B。不给时为 1。', numHeads: 'H。不给时与 `numKvHeads` 相同。', numKvHeads: 'G。不给时与 `numHeads` 相同。',
      headSize: 'D。', valueSize: 'Dv。不给时与 `headSize` 相同。',
      capacity: '最多放多少个键。', precision: '键和值怎样存放。不给时为 `f32`。',
    },
    calls: {
      attend: '注意力：得分、缩放、softcap、偏置、掩码，归一化成权重；输出 = 权重 × 值。输入在 -1 到 1 之间时，与 float64 的差不超过 2e-6 * max(1, 该行权重绝对值之和)。',
      attendAsync: '由 worker 计算的 `attend`：数字和错误都相同，调用的线程不受阻。返回之前，输入已经拷贝。不能启动 worker 时，由调用的线程计算，每隔几毫秒交还一次。不到两毫秒的调用立刻算完。worker 中途退出时报错 `worker`，并换上新的。',
      explain: 'attend 的每一阶段，各是一个最多一百万个数的张量，以及某一行的逐项算式。',
      iterate: '把输出当作查询再算，直到静止或步数用完（Ramsauer 等，2020）。Dv 须等于 D。',
      session: '键和值留在引擎里，用于逐词解码。',
      memoryBytes: '引擎的 WebAssembly 内存现在有多少字节。',
      lastCallBytes: '上一次调用最多占用多少字节：输入、结果和中间量。',
    },
    sessionCalls: {
      capacity: '最多放多少个键。',
      length: '现在有多少个键。',
      append: '添加键和值：[B,G,T,D] 和 [B,G,T,Dv]；打包的 [B,T,G*D]；一个头 [T,D]。',
      attend: '让查询关注会话里的全部键：offset 是 length - Tq，掩码的宽度是 length。',
      truncate: '丢掉从 `length` 起的键。',
      delete: '归还会话的内存。第二次调用什么也不做。',
    },
    attended: {
      output: '与查询同秩，Dv 在 D 的位置。',
      weights: '权重，[B,H,Tq,Tk]；[Tq,Tk]；[Tk]。',
      scores: '所要阶段的得分，形状与权重相同。',
      logSumExp: '[B,H,Tq]；[Tq]；[]：该行加过偏置的得分 s 与汇的 exp(s / t) 之和的自然对数，t 是温度；两者都没有时为 -Infinity。',
      presentKey: '[B,G,P+T,Dk]；[P+T,Dk]。',
      presentValue: '[B,G,P+T,Dv]；[P+T,Dv]。',
    },
    trace: {
      scores: '得分 s(i,j)，缩放之前。',
      scaled: '缩放之后的得分。',
      capped: 'softcap 之后的得分。',
      withBias: '加上了 ALiBi 和数值掩码。',
      biased: '加上了全部掩码，屏蔽的为 -Infinity。',
      rowMax: '[B,H,Tq]；[Tq]；[]：没有屏蔽的最大得分，汇更大时为汇；都没有时为 -Infinity。',
      exponentials: '每个权重的分子：softmax 时为 exp((s - max) / t)。',
      rowSum: '[B,H,Tq]；[Tq]；[]：该行各项之和，连同没有列的汇：softmax 时为 exp((sink - rowMax) / t)。各权重之和比 1 少的，就是汇的权重。',
      weights: '归一化之后的权重。',
      output: '权重乘以值之和。',
      clamped: '有数超出 float32 的各阶段（那一行的也算）：在那里停在最大的 float32，3.4028235e38，后面各阶段仍用原来的数计算。',
      row: '一行里各得分的各项 [Tk,terms]，其和就是得分，以及加权的值 [Tk,Dv]。',
    },
    iteration: {
      states: '查询，以及每一步之后的状态。',
      steps: '走了几步。',
      converged: '最后一步的移动是否都不超过容差。',
    },
    errors: {
      missing: '缺少必需的输入。',
      type: '不是所要的 JavaScript 类型，例如该给数却给了文字。',
      shape: '数组参差不齐，或形状互不相合。',
      size: '长度为零，或多得无法计数、无法列出各阶段。',
      value: '张量里不能有的数，例如 NaN。',
      option: '不认识的名称，或互相排斥的选项。',
      range: '超出范围的数。',
      'undefined-row': '归一化给不出权重的行，或其中的数不是 float32。',
      memory: '内存容不下的调用。',
      unavailable: '引擎不能在这里运行，或已经停止。',
      aborted: '调用者的 signal 中止了调用。',
      worker: '一个 worker 中途退出。',
    },
  },
};
