import { products } from './catalogue.ts'
import { missing } from './gateway-error.ts'
import { checkedPage, integerParam, type Operation, pageSizeParam } from './operation.ts'
import { textLot } from './random.ts'

const deepPage = 100_000
const firstCreatedAt = Date.UTC(2023, 4, 9)
const spanMs = 700 * 86_400_000

export const queryProducts: Operation = {
  limit(call) {
    const depth = Number(call.params.get('CurrentPage')) * Number(call.params.get('PageSize'))
    return depth >= deepPage ? 2 : 50
  },
  answer(call) {
    const size = pageSizeParam(call)
    const page = integerParam(call, 'CurrentPage')
    if (page === undefined) throw missing('CurrentPage')
    const start = size * (checkedPage(page) - 1)
    return {
      Code: '',
      Data: {
        CurrentPage: page,
        PageCount: Math.ceil(products.length / size),
        PageSize: size,
        Total: products.length,
        List: { ProductInfo: products.slice(start, start + size).map(toProductInfo) },
      },
    }
  },
}

function toProductInfo({ key, name, weight }: (typeof products)[number]) {
  const lot = textLot(key)
  return {
    ProductKey: key,
    ProductName: name,
    NodeType: 0,
    DataFormat: 1,
    DeviceCount: Math.round(weight * 9000 * (0.5 + lot)),
    GmtCreate: Math.floor(firstCreatedAt + lot * spanMs),
    AuthType: 'secret',
    Description: '',
  }
}
