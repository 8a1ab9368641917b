export const show = async (id, columns, get, frame) => {
  const one = await get('/api/article/' + id);
  if (!one) {
    frame(columns, '<p class="none">内容不存在</p>');
    return;
  }
  document.title = `${one.title} - 临江县融媒体中心`;
  frame(columns, `<div class="crumbs"><a href="/">首页</a> &gt; <a href="/column/${one.column.id}">${one.column.name}</a></div>
    <h1 class="title">${one.title}</h1>
    <div class="info"><span>${one.time}</span> <span>来源：${one.source}</span> <span>作者：${one.author}</span></div>
    <div class="content">${one.content}</div>`);
};
