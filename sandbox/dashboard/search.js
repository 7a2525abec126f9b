// @ts-nocheck Runs in a browser, while this project's types are those of Node.js.
// The search of a page without a server: it shows the rows that the page carries.
const rows = JSON.parse(document.getElementById("history").textContent);
const who = document.getElementById("who");
const found = document.getElementById("found");

function element(name, text, ...children) {
  const made = document.createElement(name);
  made.textContent = text;
  made.append(...children);
  return made;
}

function line([at, event, , , , campaign, detail]) {
  const when = element("th", at.slice(0, 19));
  when.scope = "row";
  return element("tr", "", when, ...[event, campaign, detail].map((text) => element("td", text)));
}

function search(text) {
  const wanted = text.trim().toLowerCase();
  const own = rows.filter(([, , recipient, endpoint, user]) =>
    [...recipient.split(" "), endpoint, user].some((each) => each.toLowerCase() === wanted),
  );
  if (own.length === 0) {
    const nothing = element("p", `Nothing about ${text} in this period.`);
    nothing.className = "empty";
    found.replaceChildren(nothing);
    return;
  }
  const count = element("p", `${own.length} events of ${text}, times in UTC.`);
  count.className = "note";
  const titles = ["When", "Event", "Campaign", "Detail"].map((title) => element("th", title));
  const head = element("thead", "", element("tr", "", ...titles));
  const table = element("table", "", head, element("tbody", "", ...own.map(line)));
  table.className = "history";
  found.replaceChildren(count, table);
}

document.getElementById("search").addEventListener("submit", (event) => {
  event.preventDefault();
  search(who.value);
});
document.getElementById("example")?.addEventListener("click", (event) => {
  who.value = event.target.textContent;
  search(who.value);
});
