import { defineConfig, type Plugin } from 'vite'
import { inPage } from './src/web/local/aliases.ts'

/** What Node has and a browser has not must not get into a page: the build ends there, and says where it came from. */
const nothingOfNode = (): Plugin => ({
  name: 'nothing-of-node',
  enforce: 'pre',
  resolveId(source, importer) {
    if (source.startsWith('node:')) throw new Error(`${importer ?? 'the page'} imports ${source}, which no browser has`)
    return null
  },
})

// Builds what runs in the browser into dist/web/public: hashed files and a manifest that says which belong to which page.
// The pages themselves are rendered by the compiled program (src/web/pages).
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  publicDir: false,
  clearScreen: false,
  resolve: { alias: inPage(import.meta.dirname) },
  plugins: [nothingOfNode()],
  worker: {
    format: 'es',
    plugins: () => [nothingOfNode()],
    rollupOptions: { output: { entryFileNames: 'assets/[name]-[hash].js', chunkFileNames: 'assets/[name]-[hash].js' } },
  },
  build: {
    outDir: 'dist/web/public',
    emptyOutDir: true,
    manifest: 'manifest.json',
    target: ['chrome123', 'firefox120', 'safari17.5'],
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rollupOptions: {
      input: {
        theme: 'src/web/client/theme.ts',
        client: 'src/web/client/client.ts',
        playground: 'src/web/playground/playground.ts',
        styles: 'src/web/styles/main.css',
      },
      output: {
        entryFileNames: 'assets/[name]-[hash].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
})
