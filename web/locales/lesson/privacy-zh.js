/** 隐私与离线。 */

export const page = {
  title: '你在这里做的，都留在这里',
  lead: '你的文字、图片和录音都在这一页里计算，哪里也不去。这不是我们的口头承诺，而是由你的浏览器强制执行的。这一页带着下面这份策略。',
  directive: '策略写着',
  meaning: '意思是',
  meanings: {
    'default-src': '下面没有允许的，一律禁止。',
    'script-src': '脚本只能来自本站。引擎的 WebAssembly 可以编译，但文字不能变成程序。',
    'style-src': '样式表也只能来自本站。',
    'img-src': '图片只能来自本站，或者来自你。',
    'media-src': '声音也一样。',
    'connect-src': '不能向任何别的网站发请求，也就什么都送不出去。',
    'worker-src': '后台计算只运行本站的代码。',
    'manifest-src': '网站的说明文件只能来自本站。',
    'form-action': '任何表单都交不出去。',
    'base-uri': '页面里的地址不能被改指别的网站。',
  },
  try: '试着突破它',
  tryNote: '按下按钮，会用两种办法让浏览器去连 example.com。',
  attempts: { fetch: '发一个请求：', image: '加载一张图片：' },
  offlineTitle: '没有网络的时候',
  offline: '看过一次之后，没有网络也能打开这堂课：浏览器会把它的文件存一份。',
};

export const live = {
  trying: '……',
  refused: '被拒绝，依据是 {directive}',
  notRefused: '没有被拒绝：这份页面丢了它的策略',
  kept: '这台设备上已存了 {count} 个文件。',
  keeping: '正在存。',
  notKept: '这台设备上没有存。',
  workshop: '在开发者自己的电脑上不存副本，免得看到旧的内容。',
  notOffered: '这个浏览器不能为网页存副本。',
  remove: '删除副本',
  keep: '存一份',
};
