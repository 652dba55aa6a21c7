import { defineConfig } from 'vite'

// Builds what runs in the browser into dist/web/public: hashed files and a manifest that says which belong to which page.
// The pages themselves are rendered by the compiled program (src/web/pages).
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  publicDir: false,
  clearScreen: false,
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
