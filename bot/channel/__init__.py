"""The Bot Framework seam: the only package that imports botbuilder, botframework or msrest.

HTTP in, `Incoming` out; `Reply` in, HTTP out. `endpoint.make_endpoint` joins the parts.
"""
