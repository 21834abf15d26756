export { bitrix24 } from './bitrix24/crm.ts'
