import { customerToken } from '../../../../makegood';

export async function POST(_: Request, { params }: { params: Promise<{ id: string }> }) {
  return new Response(await customerToken((await params).id));
}
