// Another program that keeps the database locked for a while: node tests/crash/hold-lock.ts <file> <ms>
import { setTimeout as pause } from 'node:timers/promises';
import BetterSqlite from 'better-sqlite3';

const [file = '', ms = '0'] = process.argv.slice(2);

const db = new BetterSqlite(file);
db.exec('BEGIN IMMEDIATE');
process.stdout.write('locked\n');
await pause(Number(ms));
db.exec('ROLLBACK');
db.close();
