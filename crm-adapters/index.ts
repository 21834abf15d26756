export { bitrix24 } from './bitrix24/crm.ts'
export { cloudCalled } from './dynamics365/clouds.ts'
export { dynamics365 } from './dynamics365/crm.ts'
export { outbound } from './outbound.ts'
