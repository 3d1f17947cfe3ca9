import type { ErrorTexts } from '../errors.ts';
import { archive } from './errors/archive.ts';
import { disposition } from './errors/disposition.ts';
import { keys } from './errors/keys.ts';
import { material } from './errors/material.ts';
import { program } from './errors/program.ts';
import { records } from './errors/records.ts';

/** Worded for the window: its actions name screens, where those of the command line name commands. */
export const errors: ErrorTexts = {
  ...archive,
  ...keys,
  ...disposition,
  ...material,
  ...records,
  ...program,
};
