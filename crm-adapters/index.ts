export { bitrix24 } from './bitrix24/crm.ts'
export { type CloudName, clouds } from './dynamics365/clouds.ts'
export { dynamics365 } from './dynamics365/crm.ts'
