const app = document.getElementById('app');
const get = async address => {
  const answer = await fetch(address, {headers: {'X-Requested-With': 'XMLHttpRequest'}});
  return answer.ok ? answer.json() : null;
};
const rows = list => `<ul class="news">${list.map(one =>
  `<li><a href="/article/${one.id}">${one.title}</a><span class="day">${one.day}</span></li>`).join('')}</ul>`;
const pager = (column, page, pages) => `<div class="pager">${Array.from({length: pages}, (_, at) => at + 1).map(at =>
  at === page ? `<b>${at}</b>` : `<a href="/column/${column}${at > 1 ? '?page=' + at : ''}">${at}</a>`).join('')}</div>`;
const frame = (columns, body) => {
  app.innerHTML = `<header><a href="/">首页</a> <nav>${columns.map(one =>
    `<a href="/column/${one.id}">${one.name}</a>`).join(' ')}</nav></header><main>${body}</main>
    <footer>主办：临江县融媒体中心 地址：临江县人民路1号</footer>`;
};
const style = address => new Promise((done, failed) => {
  const link = document.createElement('link');
  Object.assign(link, {rel: 'stylesheet', href: address, onload: done, onerror: failed});
  document.head.append(link);
});
(async () => {
  const columns = await get('/api/columns');
  const [, kind, id] = location.pathname.split('/');
  if (kind === 'column') {
    const page = Number(new URLSearchParams(location.search).get('page') || 1);
    const found = await get(`/api/articles?column=${id}&page=${page}`);
    const name = columns.find(one => one.id == id).name;
    document.title = `${name} - 临江县融媒体中心`;
    frame(columns, `<h2>${name}</h2>${rows(found.rows)}${pager(id, page, found.pages)}`);
  } else if (kind === 'article') {
    await style('/assets/article.css');
    const {show} = await import('/assets/article.js');
    await show(id, columns, get, frame);
    setInterval(() => get('/api/likes/' + id), 250);
  } else {
    const lists = await Promise.all(columns.map(one => get(`/api/articles?column=${one.id}&page=1`)));
    frame(columns, columns.map((one, at) =>
      `<section><h2><a href="/column/${one.id}">${one.name}</a></h2>${rows(lists[at].rows)}</section>`).join(''));
  }
})();
