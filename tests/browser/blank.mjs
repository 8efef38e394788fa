// A page with nothing on it but the element that a test gives.

/** An empty page of the demo's, for elements of the test's own. */
export async function blank(page, demo, tag) {
  await page.goto(`${demo}stories.html?story=signup-loading`);
  await page.locator('html[data-ready="signup-loading"]').waitFor();
  await page.evaluate(async (tag) => {
    await import(`/assets/peer-circle/elements/${tag}.js`);
    document.querySelector("main").replaceChildren(Object.assign(document.createElement("div"), { id: "here" }));
    window.give = (attributes, properties = {}) => {
      const element = Object.assign(document.createElement(tag), properties);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      document.getElementById("here").append(element);
      return element;
    };
    window.element = () => document.querySelector(`#here ${tag}`);
  }, tag);
}
