"""The sockets: what one says and hears, how many there may be, and how the first is as quick as the next."""
