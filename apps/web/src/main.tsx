import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import './style/tokens.css';
import './style/frame.css';
import './style/desk.css';
import './style/panel.css';
import './style/row.css';
import './style/chart.css';
import './style/page.css';
import './style/form.css';
import './style/lab.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with id "root"');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
