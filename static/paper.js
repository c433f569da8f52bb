// Two buttons that only a script can have: they are hidden in the page, and shown where this runs. Without it the
// browser prints, and the words are selected and copied by hand.
for (const button of document.querySelectorAll("[data-prints]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const button of document.querySelectorAll("[data-copies]")) {
  const words = document.getElementById(button.dataset.copies);
  const said = document.getElementById(button.dataset.says);
  button.hidden = false;
  button.addEventListener("click", async () => {
    words.select();
    try {
      await navigator.clipboard.writeText(words.value);
      said.textContent = "Copied. Paste it into the case record.";
    } catch {
      said.textContent = "The words are selected. Copy them with Ctrl and C.";
    }
  });
}
