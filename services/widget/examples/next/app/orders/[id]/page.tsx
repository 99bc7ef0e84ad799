import { customerToken } from '../../../makegood';
import { OrderStatus } from './status';

export default async function OrderPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <OrderStatus api={process.env.MAKEGOOD_URL!} order={id} token={await customerToken(id)} />;
}
