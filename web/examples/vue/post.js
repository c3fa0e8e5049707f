import { createApp } from 'vue';
import Post from './Post.vue';

// Your bundler's Vue plugin is told that the tag is no component: isCustomElement: (tag) => tag === 'attention-figure'
createApp(Post).mount('#post');
