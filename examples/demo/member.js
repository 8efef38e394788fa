// The page around <circle-signup>: it shows the row that a sign-up makes, and gives it away to nobody.
import "/assets/peer-circle/elements/circle-signup.js";

const at = (id) => document.getElementById(id);
let row = "";

at("form").addEventListener("submit", (event) => event.preventDefault());

document.addEventListener("circle-signup", (event) => {
  row = event.csv;
  // It is shown below, which is all that becomes of it here.
  event.waitUntil(Promise.resolve());
  at("row").textContent = row;
  at("made").hidden = false;
  at("made").scrollIntoView({ block: "nearest" });
});

at("save").addEventListener("click", () => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([row], { type: "text/csv" }));
  link.download = "sign-up.csv";
  link.click();
  at("said").textContent = "sign-up.csv was saved.";
});

at("copy").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(row);
    at("said").textContent = "The row was copied.";
  } catch {
    at("said").textContent = "The browser does not allow copying: select the row above.";
  }
});
