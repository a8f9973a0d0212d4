import './app/styles.ts';
import { createRoot } from 'react-dom/client';
import * as z from 'zod/mini';
import { App } from './app/App.tsx';
import { resources } from './app/resources.ts';
import { startI18n } from './lib/i18n.ts';

// The content security policy allows no code made at run time.
z.config({ jitless: true });
startI18n(resources);

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(<App />);
