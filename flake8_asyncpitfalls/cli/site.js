"use strict";
const pages = /*INDEX*/;
const input = document.getElementById("search"), results = document.getElementById("results");
function search() {
  const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = words.length ? pages.filter(page => words.every(word => `${page[1]} ${page[2]}`.toLowerCase().includes(word))) : [];
  results.replaceChildren(...found.slice(0, 30).map(([name, title, text]) => {
    const link = document.createElement("a"), small = document.createElement("small"), item = document.createElement("li");
    link.href = name; small.textContent = text; link.append(title, small); item.append(link);
    return item;
  }));
  if (words.length && !found.length) results.textContent = "Nothing found.";
  results.hidden = !words.length;
  return found;
}
input.addEventListener("input", search);
input.form.addEventListener("submit", event => {
  event.preventDefault();
  const found = search();
  if (found.length) location.href = found[0][0];
});
document.addEventListener("keydown", event => {
  if (event.key === "/" && document.activeElement !== input) { event.preventDefault(); input.focus(); }
  if (event.key === "Escape") results.hidden = true;
});
