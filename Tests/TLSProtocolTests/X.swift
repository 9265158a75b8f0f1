import TLSProtocol
import Testing
