export const page = { title: '这个词在找。它找得到自己吗？' };
