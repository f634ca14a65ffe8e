interface Product {
  readonly sku: string;
  readonly title: string;
  /** In cents, with VAT. */
  readonly price: number;
  readonly available: number;
}

const pictures = 'https://images.harbour-shop.example';

/** The parts of a product's page that differ from product to product. */
export function productPage(product: Product, locale: string): { readonly html: string; readonly preload: string } {
  const price = new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' }).format(product.price / 100);
  const stock = product.available > 0 ? `${product.available} in stock` : 'Sold out';
  const picture = `${pictures}/${encodeURIComponent(product.sku)}-640.avif`;
  return {
    html: `<h1>${escape(product.title)}</h1><img src="${picture}" width="640" height="480"><p>${price} · ${stock}</p>`,
    preload: `<${picture}>; rel=preload; as=image`,
  };
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
