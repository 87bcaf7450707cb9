// Style sheets and fonts that classic themes of apps expect: Bootstrap 3 and Roboto.
import fs from "node:fs";
import path from "node:path";

// Without its second sheet, bootstrap-theme: that one paints gradients over the colours that apps give to buttons,
// and their authors saw the colours.
export function bootstrapSheet(package_) {
  return fs
    .readFileSync(path.join(package_, "dist/css/bootstrap.min.css"), "utf8")
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
