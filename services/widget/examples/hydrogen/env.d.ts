/// <reference types="@shopify/hydrogen" />
/// <reference types="@shopify/hydrogen/react-router-types" />
/// <reference types="vite/client" />

interface Env {
  MAKEGOOD_URL: string;
  MAKEGOOD_SECRET_KEY: string;
}
