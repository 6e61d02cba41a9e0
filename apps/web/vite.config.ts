import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const GATEWAY = process.env['TAPE_GATEWAY'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  plugins: [react()],
  build: { target: 'es2023', sourcemap: false, assetsInlineLimit: 0 },
  server: {
    proxy: {
      '/api': GATEWAY,
      '/ws': { target: GATEWAY, ws: true },
    },
  },
});
