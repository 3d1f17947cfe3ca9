import { about } from './about.ts';
import { common } from './common.ts';
import { picker } from './picker.ts';
import { shell } from './shell.ts';
import { start } from './start.ts';

export const ru = { about, common, picker, shell, start };
