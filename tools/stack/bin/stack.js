#!/usr/bin/env node
import { runCommand } from '../dist/command/run-command.js';

// npm changes into the repository; paths on the command line mean the directory the user is in.
process.exit(await runCommand(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd()));
