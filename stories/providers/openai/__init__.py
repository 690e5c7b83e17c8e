"""The provider that asks any server which speaks OpenAI's API: a company's, or one of the school's own.

`provider` is its object. `story`, `rewriter` and `illustrator` make the calls, `call` meters them,
`abilities` finds out what a server can be asked for, `client` reaches it and `errors` says what its
failures mean.
"""
