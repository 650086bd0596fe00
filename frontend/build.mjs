// Makes kith.css and kith.js, with only the pictures that they use, in the folder named on the command line.
import { build } from "esbuild"
import { compile } from "sass"

const here = import.meta.dirname
const out = process.argv[2]
const common = { bundle: true, minify: true, outdir: out, target: ["chrome109", "firefox115", "safari15.6"] }

const { css } = compile(`${here}/kith.scss`, { loadPaths: [here], quietDeps: true })
await build({
  ...common,
  stdin: { contents: css, loader: "css", resolveDir: here },
  entryNames: "kith",
  assetNames: "[name]-[hash]",
  loader: { ".svg": "file" },
})
await build({ ...common, entryPoints: [`${here}/kith.js`], format: "esm", legalComments: "none" })
