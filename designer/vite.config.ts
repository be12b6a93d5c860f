import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

// Addresses in the build are relative: it may lie in any folder of any host.
export default defineConfig(({ mode }) => ({
  base: './',
  plugins: [svelte()],
  // Tests run the browser's Svelte, whose state is live.
  ...(mode === 'test' ? { resolve: { conditions: ['browser'] } } : {}),
  build: { target: 'chrome120', modulePreload: { polyfill: false }, reportCompressedSize: true },
  server: { proxy: Object.fromEntries(['/graphql', '/glyphs', '/forms'].map((path) => [path, { target: 'http://127.0.0.1:8000', ws: true }])) },
}))
