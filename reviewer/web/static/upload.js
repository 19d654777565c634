// The files of a form: dropped or chosen, folders too, listed before they are sent, and how much of them is sent.
// Without this the form is sent by the browser as it stands: an ordinary multipart form with two file fields.

const MEGABYTE = 1024 * 1024;
/** Path → file, of the form that is shown; they stay when the form comes back with an error. */
const chosen = new Map();

const count = (number) => {
  const plural = new Intl.PluralRules("ru").select(number);
  return `${number} ${{ one: "файл", few: "файла" }[plural] ?? "файлов"}`;
};
const sizeText = (bytes) => {
  const [value, unit] = bytes < MEGABYTE ? [bytes / 1024, "КБ"] : [bytes / MEGABYTE, "МБ"];
  return `${value.toFixed(1).replace(".", ",").replace(/,0$/, "")} ${unit}`;
};

/** Files of what was dropped, with their paths below it. A folder gives a hundred entries at a time. */
async function droppedFiles(entries) {
  const found = [];
  const waiting = entries.map((entry) => [entry, ""]);
  while (waiting.length) {
    const [entry, folder] = waiting.shift();
    const path = folder + entry.name;
    if (entry.isFile) {
      found.push([path, await new Promise((resolve, reject) => entry.file(resolve, reject))]);
    } else {
      const reader = entry.createReader();
      for (;;) {
        const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
        if (!some.length) break;
        waiting.push(...some.map((one) => [one, `${path}/`]));
      }
    }
  }
  return found;
}

function take(files, form) {
  for (const [path, file] of files) chosen.set(path, file);
  show(form);
}

function show(form) {
  const place = form.querySelector("[data-files]");
  const most = (name) => Number(place.dataset[name]);
  const list = place.querySelector("[data-list]");
  const paths = [...chosen.keys()].sort((one, other) => one.localeCompare(other, "ru"));
  list.replaceChildren(...paths.map((path) => line(path, form, most("mostFileBytes"))));
  const bytes = [...chosen.values()].reduce((sum, file) => sum + file.size, 0);
  const excess = bytes > most("mostBytes") || chosen.size > most("mostFiles");
  const told = place.querySelector("[data-count]");
  told.textContent = `Выбрано: ${count(chosen.size)}, ${sizeText(bytes)}.${excess ? " Это больше, чем можно за один раз: отправьте частями." : ""}`;
  told.classList.toggle("error", excess);
  place.querySelector("[data-chosen]").hidden = chosen.size === 0;
}

function line(path, form, mostBytes) {
  const item = document.createElement("li");
  const name = document.createElement("span");
  name.textContent = path;
  const size = document.createElement("span");
  const file = chosen.get(path);
  const excess = file.size > mostBytes;
  size.className = excess ? "error" : "hint";
  size.textContent = sizeText(file.size) + (excess ? " – слишком большой, не будет принят" : "");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "upload-drop";
  button.textContent = "Убрать";
  button.setAttribute("aria-label", `Убрать ${path}`);
  button.addEventListener("click", () => {
    const next = item.nextElementSibling ?? item.previousElementSibling;
    chosen.delete(path);
    show(form);
    const place = next && [...form.querySelectorAll("[data-list] span:first-child")].find((one) => one.textContent === next.firstChild.textContent);
    (place?.parentElement.querySelector("button") ?? form.querySelector("#folder")).focus();
  });
  item.append(name, size, button);
  return item;
}

function enhance(form) {
  if (form.dataset.enhanced) return;
  form.dataset.enhanced = "yes";
  const place = form.querySelector("[data-files]");
  place.querySelector("[data-drop]").hidden = false;
  place.classList.add("upload-listed");
  for (const input of place.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => {
      take([...input.files].map((file) => [file.webkitRelativePath || file.name, file]), form);
      input.value = "";
    });
  }
  place.addEventListener("dragover", (event) => {
    event.preventDefault();
    place.classList.add("upload-over");
  });
  place.addEventListener("dragleave", (event) => {
    if (!place.contains(event.relatedTarget)) place.classList.remove("upload-over");
  });
  place.addEventListener("drop", async (event) => {
    event.preventDefault();
    place.classList.remove("upload-over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const plain = entries.length ? [] : [...event.dataTransfer.files].map((file) => [file.name, file]);
    try {
      take(entries.length ? await droppedFiles(entries) : plain, form);
    } catch {
      place.querySelector("[data-chosen]").hidden = false;
      place.querySelector("[data-count]").textContent = "Эту папку не удалось прочитать. Выберите её кнопкой.";
    }
  });
  form.addEventListener("formdata", (event) => {
    event.formData.delete("files");
    event.formData.delete("folder");
    for (const [path, file] of chosen) event.formData.append("files", file, path);
  });
  form.addEventListener("htmx:beforeSend", () => { place.querySelector("[data-sending]").hidden = chosen.size === 0; });
  form.addEventListener("htmx:xhr:progress", (event) => {
    const { lengthComputable, loaded, total } = event.detail;
    if (!lengthComputable || !total) return;
    place.querySelector("[data-bar]").value = (100 * loaded) / total;
    place.querySelector("[data-sent]").textContent =
      loaded < total ? `Отправлено ${sizeText(loaded)} из ${sizeText(total)}` : "Всё отправлено. Файлы сохраняются…";
  });
  form.addEventListener("htmx:afterRequest", () => { place.querySelector("[data-sending]").hidden = true; });
  proposeName(form);
  show(form);
}

/** A name is proposed when a region is chosen, unless one has been written. */
function proposeName(form) {
  const names = form.querySelector("[data-names]");
  if (!names) return;
  const proposed = JSON.parse(names.dataset.names);
  const { region, name } = form.elements;
  const propose = () => {
    if (!name.value || Object.values(proposed).includes(name.value)) name.value = proposed[region.value] ?? "";
  };
  region.addEventListener("change", propose);
  propose();
}

/** A file that is dropped beside the form would be opened in place of the page. */
for (const kind of ["dragover", "drop"]) {
  document.addEventListener(kind, (event) => {
    if (document.querySelector("form[data-upload]")) event.preventDefault();
  });
}

document.addEventListener("htmx:load", () => {
  const forms = document.querySelectorAll("form[data-upload]");
  if (!forms.length) chosen.clear();
  forms.forEach(enhance);
});
