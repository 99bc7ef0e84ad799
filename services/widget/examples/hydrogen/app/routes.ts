import { route, type RouteConfig } from '@react-router/dev/routes';

export default [
  route('orders/:id', 'routes/orders.$id.tsx'),
  route('orders/:id/token', 'routes/orders.$id_.token.tsx'),
] satisfies RouteConfig;
