// Everything works without this file; it adds what GOV.UK's components do in a browser.
import { initAll } from "./vendor/govuk-frontend/govuk-frontend.min.js";
import "./paper.js";

initAll();

// What was typed and not sent is not lost by leaving the page: the browser asks first. It never asks whoever hides the
// page quickly, rings somebody, or goes to where danger is recorded.
const atOnce = ".govuk-js-exit-this-page-button, .ts-now__danger, a[href^='tel:']";
let unsaved = document.querySelector("main .govuk-error-summary, main [data-unsaved]") !== null;
document.querySelector("main")?.addEventListener("input", (event) => {
  unsaved = unsaved || event.target.closest("form[method=post]") !== null;
});
document.addEventListener("submit", () => { unsaved = false; });
document.addEventListener("click", (event) => {
  if (event.target.closest(atOnce)) unsaved = false;
}, true);

// The answer to a form is no place to come back to: the browser would show nothing, and ask whether to send the form
// again. Going back opens the form's own page instead, as it stands by then.
if (unsaved && document.querySelector("main form[method=post]")?.action === location.href) history.replaceState(null, "");

window.addEventListener("beforeunload", (event) => {
  if (unsaved && !document.body.classList.contains("govuk-exit-this-page-hide-content")) event.preventDefault();
});
