// Every element in every state, one at a time: `stories.html?story=planner-roster&theme=dark&dir=rtl&lang=es`.
// A story is data beside its element's code: what the element is given, and what is then done with it. When all of that is
// done the page says so in `data-ready`, which the tests wait for.
import { calendar } from "/stories/circle-calendar/stories.js";
import { coder } from "/stories/circle-coder/stories.js";
import { planner } from "/stories/circle-planner/stories.js";
import { signup } from "/stories/circle-signup/stories.js";

export const groups = { "circle-signup": signup, "circle-planner": planner, "circle-calendar": calendar, "circle-coder": coder };

const at = (id) => document.getElementById(id);
const root = document.documentElement;
const asked = new URLSearchParams(location.search);
const stories = Object.entries(groups).flatMap(([tag, states]) =>
  states.map((story) => ({ ...story, tag, id: `${tag.replace("circle-", "")}-${story.name}` })),
);
const chosen = stories.find(({ id }) => id === asked.get("story")) ?? stories[0];

list();
// Where there is room for it the list stands beside the story.
const wide = matchMedia("(min-width: 56rem)");
wide.onchange = () => (at("all").open = wide.matches);
wide.onchange();
tools();
await show(chosen);

function list() {
  for (const tag of Object.keys(groups)) {
    const heading = document.createElement("h2");
    heading.textContent = tag;
    const links = document.createElement("ul");
    for (const { id, title } of stories.filter((story) => story.tag === tag)) {
      const link = document.createElement("a");
      link.textContent = title;
      link.dataset.story = id;
      link.href = address({ story: id });
      if (id === chosen.id) link.ariaCurrent = "page";
      links.append(document.createElement("li"));
      links.lastElementChild.append(link);
    }
    at("list").append(heading, links);
  }
}

function address(changes) {
  return `?${new URLSearchParams({ ...Object.fromEntries(asked), ...changes })}`;
}

/** A choice applies to the story that is there, without beginning it anew. */
function tools() {
  for (const name of ["theme", "dir", "lang", "width"]) {
    const select = at(name);
    select.value = asked.get(name) ?? select.options[0].value;
    select.addEventListener("change", () => {
      asked.set(name, select.value);
      history.replaceState(null, "", address({}));
      for (const link of document.querySelectorAll("[data-story]")) link.href = address({ story: link.dataset.story });
      apply();
    });
  }
}

function apply() {
  const stage = at("stage");
  stage.className = ["stage", at("theme").value, at("width").value].filter(Boolean).join(" ");
  stage.dir = at("dir").value;
  for (const element of stage.querySelectorAll("[data-live]")) element.lang = at("lang").value;
}

async function show({ id, tag, title, about = "", attributes = {}, properties = {}, act, inForm }) {
  at("title").textContent = `${tag}: ${title}`;
  at("about").textContent = about;
  // One module for each element: only the one that is shown is loaded.
  await import(`/assets/peer-circle/elements/${tag}.js`);
  const element = document.createElement(tag);
  element.dataset.live = "";
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  Object.assign(element, typeof properties === "function" ? await properties() : properties);
  const place = inForm ? document.createElement("form") : at("stage");
  place.append(element);
  if (inForm) at("stage").append(place);
  apply();
  await element.updateComplete;
  await act?.(element);
  await element.updateComplete;
  root.dataset.ready = id;
}
