import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'postgresql',
  schema: 'backend/store/tables.postgres.ts',
  out: 'backend/store/migrations/postgres',
  casing: 'snake_case',
})
