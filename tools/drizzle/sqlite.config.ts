import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'sqlite',
  schema: 'backend/store/tables.sqlite.ts',
  out: 'backend/store/migrations/sqlite',
  casing: 'snake_case',
})
