// Style sheets and fonts that classic themes of apps expect: Bootstrap 3 with its theme, and Roboto.
import fs from "node:fs";
import path from "node:path";

// One sheet, its icon font beside it in fonts/. The second file is what gives buttons their gradients: the themes
// of old apps take them away again (`background-image: none; text-shadow: none`), so they were written on top of it.
export function bootstrapSheet(package_) {
  return ["bootstrap", "bootstrap-theme"]
    .map((name) => fs.readFileSync(path.join(package_, `dist/css/${name}.min.css`), "utf8"))
    .join("\n")
    .replace(/\n?\/\*# sourceMappingURL=.*?\*\//g, "")
    .replace(/src:url\([^)]*\.eot\);src:[^;}]*/, 'src:url(../fonts/glyphicons.woff2) format("woff2")');
}

// Under the name by which themes ask for it; an installed one is taken first.
export function robotoSheet(package_) {
  return ["wght", "wght-italic"]
    .map((name) => fs.readFileSync(path.join(package_, `${name}.css`), "utf8"))
    .join("\n")
    .replaceAll("'Roboto Variable'", "Roboto")
    .replaceAll("url(./files/", "url(fonts/");
}

export function robotoFiles(package_) {
  const folder = path.join(package_, "files");
  return fs.readdirSync(folder).filter((name) => /-wght-(normal|italic)\.woff2$/.test(name)).map((name) => [path.join(folder, name), name]);
}
