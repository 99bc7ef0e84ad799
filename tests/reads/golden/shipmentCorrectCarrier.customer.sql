-- refused: `trackedBy` is not shown to customers.
select null::json
from (select set_config('makegood.storefront', $1::text, true) as id) s
