"""Messages to people: their texts, their queue, and the gateways that carry them."""
