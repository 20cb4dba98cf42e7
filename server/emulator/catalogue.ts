export type Instance = { id: string; name: string; region: string }

export type Product = {
  key: string
  name: string
  /** Relative share of the jobs. */
  weight: number
  /** How long its devices take to move, 1 being usual. */
  pace: number
  sources: readonly [Instance, ...Instance[]]
  targets: readonly [Instance, ...Instance[]]
}

export type Partner = { uid: string; instances: readonly [Instance, ...Instance[]] }

/** The account whose list the gateway shows. */
export const accountUid = '1984268643260471'

const factoryShanghai = instance('iot-cn-6ja8k2p1', 'Factory Shanghai', 'cn-shanghai')
const pilotSuzhou = instance('iot-cn-7mb3d0q5', '苏州试产线', 'cn-shanghai')
const factoryBeijing = instance('iot-cn-8pt1z7c6', 'Factory Beijing', 'cn-beijing')
const oemStaging = instance('iot-cn-9kd2w6t3', 'OEM Staging', 'cn-shanghai')
const returnsHub = instance('iot-cn-2hf5n8y4', 'Returns Hub', 'cn-shenzhen')
const debugOne = instance('iot-cn-4vc9x1r7', 'Instance Debug 1', 'cn-shanghai')
const debugTwo = instance('iot-cn-2sa5e9x3', 'Instance Debug 2', 'cn-shanghai')
const homeShanghai = instance('iot-cn-9bk7q1d4', 'Home Shanghai', 'cn-shanghai')
const homeShenzhen = instance('iot-cn-4gm3c8w5', '智家深圳', 'cn-shenzhen')
const metersBeijing = instance('iot-cn-7vj6y0n2', 'Meters Beijing', 'cn-beijing')
const retailFrankfurt = instance('iot-cn-3ne6v4b9', 'Retail Frankfurt', 'eu-central-1')
const retailSingapore = instance('iot-cn-5wq0m7h2', 'Retail Singapore', 'ap-southeast-1')
const retailTokyo = instance('iot-cn-6tl2f5z1', 'Retail Tokyo', 'ap-northeast-1')
const retailVirginia = instance('iot-cn-1xu8s3k6', 'Retail Virginia', 'us-east-1')
const retailCalifornia = instance('iot-cn-0ry4g9j8', 'Retail California', 'us-west-1')
const publicShanghai = instance('iotx-oxssharez200', 'Public instance', 'cn-shanghai')

/** What a job may go to when its strategy is the nearest region: at most one per region. */
export const regionalInstances = [
  retailFrankfurt,
  retailSingapore,
  retailVirginia,
  retailTokyo,
  retailCalifornia,
  homeShenzhen,
  metersBeijing,
  homeShanghai,
] as const

/** Other accounts. Two of the ids are above 2^53, where a JSON number would be rounded. */
export const partners: readonly [Partner, ...Partner[]] = [
  {
    uid: '1760335217940208',
    instances: [
      instance('iot-060a3fk2', 'Kaufhaus Nord', 'eu-central-1'),
      instance('iotx-oxssharez700', 'Public instance', 'eu-central-1'),
    ],
  },
  {
    uid: '2031774650028915',
    instances: [
      instance('iot-cn-8wd4h1v0', '合作伙伴深圳', 'cn-shenzhen'),
      instance('iot_instc_pu8xk_c3-v64ra7', 'Public instance', 'cn-shanghai'),
    ],
  },
  {
    uid: '9214861093352071',
    instances: [instance('iotx-oxssharez300', 'Public instance', 'ap-northeast-1')],
  },
  {
    uid: '9731200458816643',
    instances: [instance('iot-cn-3rb6t9c2', 'Dealer Network SEA', 'ap-southeast-1')],
  },
]

const overseas = [
  retailFrankfurt,
  retailSingapore,
  retailVirginia,
  retailTokyo,
  retailCalifornia,
] as const

export const products: readonly [Product, ...Product[]] = [
  product('a1BwAGV4kPz', 'Smart Plug S2', 22, 1, [factoryShanghai], [homeShanghai, ...overseas]),
  product('a1T9cQe7MxL', 'Air Quality Sensor', 17, 0.8, [pilotSuzhou], [homeShanghai, ...overseas]),
  product(
    'a1kZr03HuNd',
    'Smart Meter M4',
    14,
    1.4,
    [factoryBeijing],
    [metersBeijing, homeShenzhen],
  ),
  product('a1Jp6WsYv2f', 'Door Lock D1', 11, 1, [oemStaging], [retailFrankfurt, retailVirginia]),
  product('a1mXo8DqRtE', 'Robot Vacuum R3', 9, 1.2, [factoryShanghai], overseas),
  product('a1Qd5Lb9Gci', 'Refurbished Hub', 7, 1.1, [returnsHub], [retailTokyo, retailSingapore]),
  product('a1Hn2Vy6TsK', '智能水表', 6, 1.5, [factoryBeijing, pilotSuzhou], [metersBeijing]),
  product('a1Lw7Fk3ZqB', 'Thermostat T5', 5, 0.9, [factoryShanghai, oemStaging], overseas),
  product('a1Ye4Rg8NvC', '车载定位终端', 4, 0.7, [pilotSuzhou], [homeShenzhen, publicShanghai]),
  product('a1Sx1Um5JhW', 'Gateway G2', 3, 1.3, [factoryBeijing], [homeShanghai, retailFrankfurt]),
  product('a1Cz9Pd0BtA', 'Garden Pump P1', 1, 1, [returnsHub], [retailCalifornia]),
  product('a1Gv3Ki7XwM', 'Debug Device', 1, 0.6, [debugOne], [debugTwo]),
]

function instance(id: string, name: string, region: string): Instance {
  return { id, name, region }
}

function product(
  key: string,
  name: string,
  weight: number,
  pace: number,
  sources: Product['sources'],
  targets: Product['targets'],
): Product {
  return { key, name, weight, pace, sources, targets }
}
