"""How good are the translations: sacreBLEU's metrics, exact match, accuracy by phenomenon, and the report."""
