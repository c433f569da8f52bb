// Everything works without this file; it adds what GOV.UK's components do in a browser.
import { initAll } from "./vendor/govuk-frontend/govuk-frontend.min.js";

initAll();
