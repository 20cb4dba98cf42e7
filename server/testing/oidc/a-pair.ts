import { onTestFinished } from 'vitest'
import { aHouse, aPort, type HouseParts } from './a-house.ts'
import { startProvider } from './a-provider.ts'

/** Waybill and a real provider that signs people in to it, for one test. */
export async function aPair(parts: HouseParts = {}, options: { tokenLifeS?: number } = {}) {
  const port = await aPort()
  const publicUrl = port.origin + (parts.subPath ?? '')
  const provider = await startProvider({ publicUrl, ...options })
  onTestFinished(provider.stop)
  return { provider, house: await aHouse(port, provider.issuer, parts) }
}
