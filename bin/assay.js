#!/usr/bin/env node
import { existsSync } from 'node:fs'

const program = new URL('../dist/cli/main.js', import.meta.url)
if (existsSync(program)) await import(program.href)
else {
  console.error('Assay is not built yet: run `npm start` (or `npm run build`) once.')
  process.exitCode = 2
}
