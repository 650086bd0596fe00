// Makes kith.css and kith.js, with only the pictures that they use, in the folder named on the command line.
import { readFile } from "node:fs/promises"
import { build } from "esbuild"
import { compile } from "sass"

const here = import.meta.dirname
const out = process.argv[2]
const common = { bundle: true, minify: true, outdir: out, target: ["chrome109", "firefox115", "safari15.6"] }

// The page's policy lets no words become markup but through Trusted Types (kith/core/csp.py). htmx reads answers in one
// place; there, and nowhere else, it is given the one policy. No default policy: an assignment to innerHTML is refused.
const PARSED = "  function parseHTML(resp) {\n"
const POLICY = `const kithPolicy = globalThis.trustedTypes?.createPolicy("kith", { createHTML: (text) => text }) ?? { createHTML: (text) => text };\n`
const trustedTypes = {
  name: "trusted-types",
  setup(building) {
    building.onLoad({ filter: /htmx\.org[\\/]dist[\\/]htmx\.esm\.js$/ }, async ({ path }) => {
      const htmx = await readFile(path, "utf8")
      if (htmx.split(PARSED).length !== 2) throw new Error("htmx reads answers elsewhere than it did: see docs/decisions/0032")
      return { contents: POLICY + htmx.replace(PARSED, `${PARSED}resp = kithPolicy.createHTML(resp)\n`) }
    })
  },
}

const { css } = compile(`${here}/kith.scss`, { loadPaths: [here], quietDeps: true })
await build({
  ...common,
  stdin: { contents: css, loader: "css", resolveDir: here },
  entryNames: "kith",
  assetNames: "[name]-[hash]",
  loader: { ".svg": "file" },
})
await build({ ...common, entryPoints: [`${here}/kith.js`], format: "esm", legalComments: "none", plugins: [trustedTypes] })
