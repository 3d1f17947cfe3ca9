import { contextBridge } from 'electron';
import { version } from '../shared/version.ts';

// What the page may know of its host. The contract comes over a message port with the application's own issue.
contextBridge.exposeInMainWorld('stele', { version });
